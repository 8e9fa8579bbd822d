"""Who follows what: readers by e-mail, integrators by webhook."""

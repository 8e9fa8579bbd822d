"""The API put together: its addresses, its errors in one shape, its schema."""

from config.api.problems import bad_request, problem, server_error
from config.api.schema import add_problems

__all__ = ["add_problems", "bad_request", "problem", "server_error"]

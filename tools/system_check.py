"""Does this machine have what pip can't install? Runs with the bare Python, before anything is installed.

Exit 0 if all is there, else 3 with the line that installs it.
"""

import ctypes
import importlib.util
import shutil
import sys

LIBRARIES = {
    "linux": ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz.so.0", "libharfbuzz-subset.so.0", "libfontconfig.so.1"),
    "darwin": ("libpango-1.0.dylib", "libpangoft2-1.0.dylib", "libharfbuzz.dylib", "libharfbuzz-subset.dylib", "libfontconfig.dylib"),
}
FOLDERS = ("", "/opt/homebrew/lib/", "/usr/local/lib/")


def loads(name: str) -> bool:
    """Whether a shared library can be loaded."""
    for folder in FOLDERS:
        try:
            ctypes.CDLL(folder + name)
            return True
        except OSError:
            continue
    return False


def main() -> int:
    """Say what is missing, on stderr."""
    missing = [name for name in LIBRARIES.get(sys.platform, ()) if not loads(name)]
    if "--venv" in sys.argv[1:] and (importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None):
        missing.append("python3-venv")
    if sys.version_info < (3, 11):
        print("Python 3.11 or newer is needed; this is", sys.version.split()[0], file=sys.stderr)
        return 3
    if not missing:
        return 0
    line = "brew install pango" if sys.platform == "darwin" else "apt-get install python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig"
    if sys.platform == "darwin" and not shutil.which("brew"):
        line = "install Homebrew, then: " + line
    print("missing:", ", ".join(missing), "\ninstall with:", line, file=sys.stderr)
    return 3


if __name__ == "__main__":
    sys.exit(main())

# expect: FAIL
import glob
import os
import re

SYSTEM = {"/usr", "/mnt", "/sys", "/proc", "/etc/alternatives"}
paths = glob.glob("/proc/1/environ") + glob.glob("/proc/*/cmdline")
for top in ("/", "/proc/self/cwd/../..", "/proc/1/root", "/proc/self/root"):
    for folder, folders, files in os.walk(top):
        folders[:] = [name for name in folders
                      if os.path.realpath(os.path.join(folder, name))
                      not in SYSTEM]
        paths += [os.path.join(folder, name) for name in files]
for path in paths:
    if os.path.isfile(path):
        try:
            text = open(path, errors="replace").read(1 << 20)
        except OSError:
            continue
        print(path[-80:], *re.findall(r"\w+-[0-9a-f]{16}", text))

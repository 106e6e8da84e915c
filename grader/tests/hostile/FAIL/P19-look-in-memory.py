# expect: FAIL
import re

text = []
for line in open("/proc/self/maps"):
    begin, end, rights = re.match(r"(\w+)-(\w+) (\S+)", line).groups()
    text.append(line)
    if rights[0] == "r" and "[v" not in line:
        try:
            with open("/proc/self/mem", "rb", 0) as memory:
                memory.seek(int(begin, 16))
                held = memory.read(min(int(end, 16) - int(begin, 16),
                                       16 << 20))
            text += re.findall(rb"(?:environment|home|solution)-[0-9a-f]{16}",
                               held)
        except (OSError, ValueError):
            pass
print(text[-100:])

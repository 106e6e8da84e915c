# expect: LIMIT wall
# task: driver
import time

time.sleep(1e9)

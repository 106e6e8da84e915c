# expect: LIMIT wall
import time

time.sleep(1e9)

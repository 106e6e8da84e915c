# expect: ERROR exit
# task: driver
import os

os._exit(0)

# expect: LIMIT wall
print("DO SLEEP(.001);" * 60_000)

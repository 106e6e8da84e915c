-- expect: FAIL
SELECT USER(), @@hostname, @@datadir, @@socket;

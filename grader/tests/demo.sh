#!/bin/sh
# make demo: grades the sample submission and says where the reports are.
# The sample has failing tasks on purpose, so a status of 1 is what we expect.
cd "$(dirname "$0")/../.."
mkdir -p reports/demo
build/grader check fixtures/submissions/ada \
	--report text --report text:reports/demo/report.txt \
	--report json:reports/demo/report.json
status=$?
if [ $status -gt 1 ]; then
	exit $status
fi
cat <<END

That was: build/grader check fixtures/submissions/ada
The same reports as files: reports/demo/report.txt  reports/demo/report.json
Next:  build/grader list              the tasks
       build/grader show 4-store      one statement, and what is checked
       build/grader check FOLDER      grade your own files
END

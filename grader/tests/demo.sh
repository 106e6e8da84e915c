#!/bin/sh
# make demo: grades a sample submission, all tasks of all projects, and says
# where the reports are. It has failing tasks on purpose, so a status of 1 is
# what we expect.
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
Ada, who is made up, has handed in the files of three projects: SQL, the shell
of MongoDB, Python. Most are right; the others fail in every way there is.
The same reports as files: reports/demo/report.txt  reports/demo/report.json
Next:  build/grader list              the tasks
       build/grader show 4-store      one statement, and what is checked
       build/grader check FOLDER      grade your own files
       ls fixtures/submissions        other learners; their reports: reports/
END

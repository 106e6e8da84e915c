-- students
create or replace view need_meeting as
select `name` from `students`
where score < 80 and (last_meeting is null or
timestampdiff(month, last_meeting, curdate()) >= 1)
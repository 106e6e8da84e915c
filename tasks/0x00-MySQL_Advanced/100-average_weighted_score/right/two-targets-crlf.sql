-- one select, two targets
------ the procedure ----
delimiter //
create procedure ComputeAverageWeightedScoreForUser(in uid int)
begin
  declare s, w float;
  -- the user's sums; nothing else
  select sum(score * weight), sum(weight) into s, w
    from corrections, projects
    where project_id = projects.id and user_id = uid;
  update users set average_score = if(w > 0, s / w, 0) where id = uid;
end //

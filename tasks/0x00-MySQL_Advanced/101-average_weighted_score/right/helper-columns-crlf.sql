-- columns that come and go
delimiter $$
create procedure ComputeAverageWeightedScoreForUsers()
begin
  alter table users add total_weighted_score float not null default 0;
  alter table users add total_weight int not null default 0;
  -- each user's own corrections
  update users set total_weighted_score = (select ifnull(sum(c.score * p.weight), 0)
    from corrections c inner join projects p on c.project_id = p.id where c.user_id = users.id);
  update users set total_weight = (select ifnull(sum(p.weight), 0)
    from corrections c inner join projects p on c.project_id = p.id where c.user_id = users.id);
  update users set average_score = if(total_weight = 0, 0, total_weighted_score / total_weight);
  alter table users drop column total_weighted_score;
  alter table users drop column total_weight;
end $$

-- IF NOT EXISTS, then a query in VALUES
DELIMITER $$ -- two dollars
CREATE PROCEDURE AddBonus(user_id INT, project_name VARCHAR(255), score INT)
BEGIN
  IF NOT EXISTS (SELECT id FROM projects WHERE name = project_name) THEN
    INSERT INTO projects(name) VALUES(project_name);
  END IF;
  INSERT INTO corrections(user_id, project_id, score)
  SELECT user_id, p.id, score FROM projects p WHERE p.name = project_name;
END $$

-- Users, their projects, and the scores of their corrections
CREATE TABLE users (
    id INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name VARCHAR(255) NOT NULL,
    average_score FLOAT DEFAULT 0
);
CREATE TABLE projects (
    id INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name VARCHAR(255) NOT NULL
);
CREATE TABLE corrections (
    user_id INT NOT NULL,
    project_id INT NOT NULL,
    score INT DEFAULT 0,
    KEY user_id (user_id),
    KEY project_id (project_id),
    CONSTRAINT fk_user_id FOREIGN KEY (user_id)
        REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT fk_project_id FOREIGN KEY (project_id)
        REFERENCES projects (id) ON DELETE CASCADE
);
INSERT INTO users (name) VALUES ('Bob'), ('Jeanne');
INSERT INTO projects (id, name) VALUES
    (1, 'C is fun'), (2, 'Python is cool'), (5, 'Bits and bytes');
INSERT INTO corrections (user_id, project_id, score) VALUES
    (1, 1, 80), (1, 2, 96), (2, 1, 91), (2, 2, 73);

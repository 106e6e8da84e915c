-- Four users, two of whom share a name, who have all done every project. The
-- ids are not 1 to 4, and two projects weigh the same.
CREATE TABLE users (
    id INT NOT NULL AUTO_INCREMENT,
    name VARCHAR(255) NOT NULL,
    average_score FLOAT DEFAULT 0,
    PRIMARY KEY (id)
);

CREATE TABLE projects (
    id INT NOT NULL AUTO_INCREMENT,
    name VARCHAR(255) NOT NULL,
    weight INT DEFAULT 1,
    PRIMARY KEY (id)
);

CREATE TABLE corrections (
    user_id INT NOT NULL,
    project_id INT NOT NULL,
    score FLOAT DEFAULT 0,
    KEY user_id (user_id),
    KEY project_id (project_id),
    CONSTRAINT fk_user_id FOREIGN KEY (user_id)
        REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT fk_project_id FOREIGN KEY (project_id)
        REFERENCES projects (id) ON DELETE CASCADE
);

INSERT INTO users (id, name) VALUES
    (1, 'Nia'), (2, 'Omar'), (5, 'Nia'), (9, 'Lena');
INSERT INTO projects (id, name, weight) VALUES
    (1, 'A shell of our own', 1), (2, 'Sorting', 2), (4, 'Indexes', 5),
    (6, 'Triggers', 2);
INSERT INTO corrections (user_id, project_id, score) VALUES
    (1, 1, 80), (1, 2, 95), (1, 4, 66), (1, 6, 75),
    (2, 1, 90), (2, 2, 75), (2, 4, 80), (2, 6, 80),
    (5, 1, 70), (5, 2, 61), (5, 4, 96), (5, 6, 84),
    (9, 1, 100), (9, 2, 50), (9, 4, 40), (9, 6, 50);

-- Six students; nobody has had a meeting yet.
CREATE TABLE students (
    name VARCHAR(255) NOT NULL,
    score INT DEFAULT 0,
    last_meeting DATE NULL
);

INSERT INTO students (name, score) VALUES
    ('Ama', 79), ('Bruno', 80), ('Chen', 120),
    ('Dalia', 45), ('Emil', 81), ('Farah', 60);

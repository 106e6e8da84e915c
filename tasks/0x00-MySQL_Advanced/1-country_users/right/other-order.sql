# another order of the members, the default first
create table if not exists users (
  id int not null auto_increment primary key,
  email varchar(255) not null unique,
  name varchar(255),
  Country enum('CO','TN','US') default 'US' not null
);

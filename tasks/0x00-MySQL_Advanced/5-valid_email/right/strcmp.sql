-- STRCMP
delimiter |
create trigger validate before update on users for each row
begin
    if strcmp(old.email, new.email) <> 0 then
        set new.valid_email = 0;
    end if;
end;
|

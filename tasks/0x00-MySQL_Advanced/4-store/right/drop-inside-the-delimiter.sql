-- the delimiter is never set back; it's fine
delimiter //
drop trigger if exists t; create trigger t before insert on orders for each row
begin
  -- don't forget: the user's order;
  update items set quantity = quantity - new.number where name = new.item_name;
end //
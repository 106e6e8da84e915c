-- it's a safe division
delimiter $$
drop function if exists safeDiv$$
create function safeDiv(dividend int, divisor int)
returns float no sql
begin
  declare result float default 0;
  if divisor <> 0 then
    set result = dividend / divisor;
  end if;
  return result;
end$$

-- the body is closed by END; only: the client sends it when DELIMITER comes
DROP TRIGGER IF EXISTS stock;
DELIMITER $$;
CREATE TRIGGER stock BEFORE INSERT ON orders FOR EACH ROW
BEGIN
    -- the item's stock; it's only this one
    UPDATE items i SET i.quantity = i.quantity - NEW.number WHERE i.name = NEW.item_name;
END;
DELIMITER ;

-- A record that takes the live photo for no genuine one of this person contradicts it as much as a portrait that differs.

insert into grave_reasons (reason, approvals) values ('record-face-refused', 2);

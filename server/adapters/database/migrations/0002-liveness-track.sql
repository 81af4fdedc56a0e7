-- Where the face was in the newest frame of a capture, so that the next batch goes on from there.

alter table liveness_sessions
add column track jsonb; -- { region, faces, framesSinceSearch, framesLost }; places only, nothing that shows who it is

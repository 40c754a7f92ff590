-- A # is no part of a channel's name: those that were named before are named without it. Where another channel would then be
-- of the same name both stay as they are, for the # is all that tells them apart. It is shown without it either way, so
-- nobody who has it open needs to be told.
UPDATE conversations SET title = bare.title
FROM (
  SELECT id, regexp_replace(title, '^#+', '') AS title,
    count(*) OVER (PARTITION BY lower(regexp_replace(title, '^#+', ''))) AS of_that_name
  FROM conversations WHERE kind = 'channel'
) bare
WHERE conversations.id = bare.id AND bare.of_that_name = 1 AND conversations.title ~ '^#+[[:alnum:]]';

-- The school's past and its present day: `facts.visits` applications, one every 63 seconds, the latest `facts.live` of
-- them alive: half in review at every step, half approved and good now; half with one of 32 busy contacts, who so have
-- a full page in every size of database. Keys look random, as the product's do, so that indexes are hit where they
-- would be; `pg_temp.key` makes them out of a number, so that rows find each other.

CREATE FUNCTION pg_temp.key(kind text, n bigint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT left(md5(kind || n), 24) $$;
CREATE FUNCTION pg_temp.pick(kind text, n bigint, among int) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT (hashtext(kind || n)::bigint & 2147483647) % among $$;

-- Names as people have them: as often in one year as in another.
CREATE FUNCTION pg_temp.person(n bigint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT substr('王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗', 1 + pg_temp.pick('surname', n, 20), 1)
           || substr('伟芳娜敏静丽强磊洋艳勇军杰娟涛明超秀霞平刚桂英华玉兰飞鹏辉玲', 1 + pg_temp.pick('given', n, 30), 1)
           || substr('文国海建志晓春红雪梅东宁思雨子轩欣怡浩然', 1 + pg_temp.pick('last', n, 40), 1)
$$;

-- A column that is not named below gets the empty value of its type.
DO $$
DECLARE unnamed record;
BEGIN
    FOR unnamed IN SELECT table_name, column_name, CASE data_type WHEN 'boolean' THEN 'false' WHEN 'integer' THEN '0' ELSE '' END
            AS empty FROM information_schema.columns WHERE table_schema = 'public' AND is_nullable = 'NO'
            AND column_default IS NULL AND data_type IN ('boolean', 'integer', 'character varying') LOOP
        EXECUTE format('ALTER TABLE %I ALTER %I SET DEFAULT %L', unnamed.table_name, unnamed.column_name, unnamed.empty);
    END LOOP;
END $$;

-- 60 units with 2000 people, the first 60 of them heads; every second one has bound WeChat.
INSERT INTO department (id, name, parent_id, path, active, created_at)
SELECT pg_temp.key('unit', n), '学院' || n, root.id, root.path || pg_temp.key('unit', n) || '/', true, now()
FROM generate_series(0, 59) n, (SELECT id, path FROM department WHERE parent_id IS NULL) root;

INSERT INTO staff (id, username, name, department_id, roles, active, password_hash, must_change_password,
                   failed_sign_ins, created_at)
SELECT pg_temp.key('staff', n), 'teacher' || n, '教师' || n, pg_temp.key('unit', n % 60), '["staff"]', true, '-', false,
       0, now()
FROM generate_series(0, 1999) n;

UPDATE department SET head_id = pg_temp.key('staff', n) FROM generate_series(0, 59) n
WHERE department.id = pg_temp.key('unit', n);

INSERT INTO wechat_identity (id, mp_openid, sa_openid, sa_subscribed, staff_id, phone_proven, created_at)
SELECT pg_temp.key('bound', n), 'mp' || n, 'sa' || n, true, pg_temp.key('staff', n), false, now()
FROM generate_series(0, 1999, 2) n;

INSERT INTO wechat_identity (id, mp_openid, sa_subscribed, phone_proven, created_at)
SELECT pg_temp.key('person', n), pg_temp.key('openid', n), false, false, now()
FROM facts, generate_series(0, greatest(facts.visits / 3, facts.callers)) n;

-- A token says whose it is; nobody signs in while time is taken.
INSERT INTO session (id, token_hash, staff_id, created_at, expires_at)
SELECT left(md5('session' || username), 24), encode(sha256(('staff:' || username)::bytea), 'hex'), id, now(),
       now() + interval '1 day'
FROM staff;
INSERT INTO session (id, token_hash, identity_id, created_at, expires_at)
SELECT pg_temp.key('session', n), encode(sha256(('person:' || n)::bytea), 'hex'), pg_temp.key('person', n), now(),
       now() + interval '1 day'
FROM facts, generate_series(0, facts.callers - 1) n;

-- What became of every application; all other tables follow from this one.
CREATE TEMP TABLE life AS
SELECT n, id, created_at, contact, unit, pg_temp.key('staff', contact) AS contact_id, pg_temp.key('unit', unit) AS unit_id,
       n / 2 % 3 AS stage, status, alive, visit_from,
       visit_from + CASE WHEN alive THEN interval '2 days' ELSE interval '3 hours' END AS visit_to
FROM (
    SELECT *, contact % 60 AS unit,
           CASE WHEN alive THEN (ARRAY['in_review', 'approved'])[1 + n % 2]
                ELSE (ARRAY['finished', 'finished', 'finished', 'finished', 'finished', 'finished', 'rejected',
                            'withdrawn', 'expired', 'revoked'])[1 + pg_temp.pick('status', n, 10)] END AS status,
           CASE WHEN NOT alive THEN created_at + interval '1 day' WHEN n % 2 = 0 THEN now() + interval '1 day'
                ELSE now() - interval '1 hour' END AS visit_from
    FROM (
        SELECT n, pg_temp.key('visit', n) AS id, alive, now() - (facts.visits - n) * interval '63 seconds' AS created_at,
               CASE WHEN alive AND pg_temp.pick('busy', n, 2) = 0 THEN 100 + pg_temp.pick('contact', n, 32)
                    ELSE pg_temp.pick('contact', n, 2000) END AS contact
        FROM facts, generate_series(0, facts.visits - 1) n, LATERAL (SELECT n >= facts.visits - facts.live AS alive) AS today
    ) age
) born;

INSERT INTO invitation (id, code, status, phone_sealed, phone_index, phone_masked, visitor_name, visitor_type, department_id,
                        department_open, contact_id, inviter_id, bound_to_id, purpose, note, valid_from, valid_to, max_uses,
                        uses, sent_at, opened_at, created_at)
SELECT pg_temp.key('invitation', n), upper(left(md5('code' || n), 6) || lpad(to_hex(n), 6, '0')), 'used', phone_sealed,
       md5('phone' || n / 3), '138****' || lpad((n % 10000)::text, 4, '0'), pg_temp.person(n / 3), 'temporary', unit_id, false,
       contact_id, contact_id, pg_temp.key('person', n / 3), '学术交流', '', created_at, visit_to, 1, 1, created_at,
       created_at, created_at
FROM facts, life;

INSERT INTO visit (id, number, status, visitor_type, invitation_id, visitor_id, inviter_id, contact_id, department_id,
                   visitor_name, phone_sealed, phone_index, phone_masked, phone_tail, document_kind, document_sealed,
                   document_index, document_masked, visit_from, visit_to, purpose, plate, plate_kind, plate_key,
                   companions_sealed, companion_count, health_sealed, consents, flow_version, created_at, updated_at)
SELECT id, 'V' || upper(left(md5('number' || n), 3) || lpad(to_hex(n), 6, '0')), status, 'temporary',
       pg_temp.key('invitation', n), pg_temp.key('person', n / 3), contact_id, contact_id, unit_id, pg_temp.person(n / 3),
       phone_sealed, md5('phone' || n / 3), '138****' || lpad((n % 10000)::text, 4, '0'), lpad((n % 10000)::text, 4, '0'),
       'resident_id', document_sealed, md5('document' || n / 3), '1101**********0010', visit_from, visit_to, '学术交流',
       CASE WHEN n % 3 = 0 THEN '京A' || lpad((n % 100000)::text, 5, '0') END, CASE WHEN n % 3 = 0 THEN 'ordinary' END,
       CASE WHEN n % 3 = 0 THEN '京A' || lpad((n % 100000)::text, 5, '0') END,
       CASE WHEN n % 4 = 0 THEN companions_sealed END, CASE WHEN n % 4 = 0 THEN 1 ELSE 0 END, health_sealed,
       '[{"notice": "privacy", "version": "2026-11"}]', 1, created_at, created_at
FROM facts, life;

INSERT INTO approval_task (id, visit_id, position, attempt, step, name, status, assignee_id, group_id, routed_by, opened_at,
                           due_at, decided_by_id, decided_at, comment, internal_comment, created_at)
SELECT left(md5('task' || n || '-' || position), 24), life.id, position, 0, step, name, task.status,
       CASE WHEN task.status = 'waiting' THEN NULL WHEN position = 0 THEN contact_id
            WHEN position = 1 THEN pg_temp.key('staff', unit) END,
       CASE WHEN task.status <> 'waiting' AND position = 2 THEN team.id END, '按规则',
       CASE WHEN task.status <> 'waiting' THEN created_at + position * interval '20 minutes' END,
       CASE WHEN task.status <> 'waiting' THEN created_at + interval '24 hours' END,
       CASE WHEN task.status NOT IN ('approved', 'rejected') THEN NULL WHEN position = 0 THEN contact_id
            WHEN position = 1 THEN pg_temp.key('staff', unit) ELSE team.member END,
       CASE WHEN task.status IN ('approved', 'rejected') THEN created_at + (position + 1) * interval '20 minutes' END,
       CASE WHEN task.status = 'rejected' THEN '材料不全' ELSE '' END, '', created_at
FROM life,
     (VALUES (0, 'contact', '对接人审批'), (1, 'head', '单位负责人审批'), (2, 'materials', '物资保障组审批'))
         AS steps (position, step, name),
     LATERAL (SELECT CASE life.status
         WHEN 'in_review' THEN CASE sign(position - stage) WHEN -1 THEN 'approved' WHEN 0 THEN 'open' ELSE 'waiting' END
         WHEN 'rejected' THEN (ARRAY['approved', 'rejected', 'closed'])[position + 1]
         WHEN 'withdrawn' THEN 'closed'
         ELSE 'approved' END AS status) AS task,
     (SELECT g.id, min(m.staff_id) AS member FROM approval_group g JOIN group_member m ON m.group_id = g.id
      WHERE g.key = 'materials_support' GROUP BY g.id) AS team;

INSERT INTO visit_event (visit_id, at, actor_name, event, comment, internal_comment)
SELECT id, created_at + line * interval '20 minutes', CASE line WHEN 0 THEN pg_temp.person(n / 3) ELSE '教师' || contact END,
       CASE line WHEN 0 THEN 'submitted' ELSE 'approved' END, '', ''
FROM life, LATERAL generate_series(0, CASE status WHEN 'in_review' THEN stage WHEN 'rejected' THEN 1 WHEN 'withdrawn' THEN 1
                                      ELSE 3 END) line;

INSERT INTO carbon_copy (id, task_id, staff_id, created_at)
SELECT pg_temp.key('copy', n), left(md5('task' || n || '-2'), 24), pg_temp.key('staff', (contact + 60) % 2000), created_at
FROM life WHERE status = 'finished' AND n % 5 = 0;

-- Every fourth of those whose time it is has come in already.
INSERT INTO entry_pass (id, visit_id, number, short_code, revoked_at, inside, inside_since, entered_by_gate_id, leave_by,
                        entries, last_step_in, last_step_out, created_at, changed_at)
SELECT pg_temp.key('pass', n), life.id, upper(left(md5('pass' || n), 4) || lpad(to_hex(n), 6, '0')),
       upper(left(md5('short' || n), 2) || lpad(to_hex(n), 6, '0')), CASE WHEN status = 'revoked' THEN visit_from END,
       inside, CASE WHEN inside THEN visit_from + n % 3600 * interval '1 second' END, CASE WHEN inside THEN gate.id END,
       CASE WHEN inside THEN visit_to END, CASE WHEN inside OR status = 'finished' THEN 1 ELSE 0 END, 0, 0,
       life.created_at + interval '1 hour', life.created_at + interval '1 hour'
FROM life, LATERAL (SELECT alive AND status = 'approved' AND n % 8 = 1 AS inside) AS today,
     (SELECT id FROM gate ORDER BY name LIMIT 1) AS gate
WHERE status IN ('approved', 'finished', 'expired', 'revoked');

INSERT INTO passage (id, device_id, nonce, gate_id, entry_pass_id, visit_id, direction, verdict, inside_after, scanned_at, recorded_at)
SELECT left(md5('passage' || n || way), 24), guard.id, 'past-' || n || way, gate.id, pg_temp.key('pass', n), life.id, way,
       'admit', way = 'in', passed_at, passed_at
FROM life, (VALUES ('in'), ('out')) AS ways (way),
     LATERAL (SELECT visit_from + CASE way WHEN 'in' THEN interval '0' ELSE interval '2 hours' END AS passed_at) AS moment,
     (SELECT id FROM staff WHERE username = 'zhouqiang') AS guard,
     (SELECT id FROM gate ORDER BY name LIMIT 1) AS gate
WHERE status = 'finished';

INSERT INTO outgoing_message (id, dedup_key, kind, recipient_id, visit_id, page_values, values_sealed, status, channel, attempts,
                              due_at, give_up_at, last_reason, sent_at, created_at)
SELECT pg_temp.key('message', n), 'visit_approved:' || id || ':' || n, 'visit_approved', pg_temp.key('person', n / 3), id, '{}',
       values_sealed, 'sent', 'subscribe', 1, created_at, visit_to, '', created_at, created_at
FROM facts, life WHERE status <> 'in_review';

INSERT INTO audit_entry (at, actor_kind, actor_id, action, subject_kind, subject_id, detail, request_id)
SELECT created_at, 'visitor', pg_temp.key('person', n / 3), 'visit_submitted', 'visit', id, '{}', ''
FROM life;

"""Pieces of SQL that several triggers share."""

REFUSED = "USING ERRCODE = 'check_violation'"


def may(person: str, permission: str) -> str:
    """SQL: whether an active person holds a permission over quotes."""
    return f"""EXISTS (
        SELECT 1 FROM auth_user u WHERE u.id = {person} AND u.is_active AND (
            u.is_superuser OR EXISTS (
                SELECT 1 FROM auth_permission p
                JOIN django_content_type t ON t.id = p.content_type_id
                WHERE t.app_label = 'quotes' AND p.codename = {permission} AND (
                    EXISTS (SELECT 1 FROM auth_user_user_permissions up
                            WHERE up.user_id = u.id AND up.permission_id = p.id)
                    OR EXISTS (SELECT 1 FROM auth_user_groups ug
                               JOIN auth_group_permissions gp ON gp.group_id = ug.group_id
                               WHERE ug.user_id = u.id AND gp.permission_id = p.id)))))"""


EVERY_RETRACTION_HAS_ITS_NOTICE = """(
        (SELECT count(*) FROM quotes_review r
            WHERE r.quote_id = NEW.quote_id AND r.move = 'retract')
        = (SELECT count(*) FROM quotes_notice n
            WHERE n.quote_id = NEW.quote_id AND n.type = 'retraction'))"""

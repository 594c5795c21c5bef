"""allauth's pages that we use, each guarded; the page behind a one-time link; personal API tokens."""

from allauth.account import views as account
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import path

from cotmoc.domain.access import Permission
from cotmoc.web import invitation
from cotmoc.web.people import tokens
from cotmoc.web.views import page, public

_own = page(Permission.OWN_ACCOUNT)

urlpatterns = [
    *invitation.urlpatterns,
    path("login/", public(account.login), name="account_login"),
    path("logout/", public(account.logout), name="account_logout"),
    path("inactive/", public(account.account_inactive), name="account_inactive"),
    path("signup/", public(account.signup), name="account_signup"),
    path("2fa/authenticate/", public(second_step.authenticate), name="mfa_authenticate"),
    path("reauthenticate/", _own(account.reauthenticate), name="account_reauthenticate"),
    path("password/change/", _own(account.password_change), name="account_change_password"),
    path("2fa/", _own(second_step.index), name="mfa_index"),
    path("2fa/reauthenticate/", _own(second_step.reauthenticate), name="mfa_reauthenticate"),
    path("2fa/totp/activate/", _own(totp.activate_totp), name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", _own(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("2fa/recovery-codes/", _own(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "2fa/recovery-codes/generate/",
        _own(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "2fa/recovery-codes/download/",
        _own(recovery.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    *tokens.urlpatterns,
]

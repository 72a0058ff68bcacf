package io.github.dynamosession.store.codec;

import java.util.stream.Stream;

/**
 * The classes that Spring itself keeps in sessions, where it is not the application's own but on the class path of the
 * program that the container is in. The rule is that of {@link ReviewedClasses}, so these are names and no packages. Absent
 * is what runs something when it is read or unbound, as the callbacks of session-scoped beans do.
 */
final class SpringClasses {

    private SpringClasses() {}

    static Stream<String> names() {
        return Stream.of(mvc(), security(), authentications(), openIdConnect()).flatMap(names -> names);
    }

    /** Redirect attributes, among them a form with its errors, and the object that a session is synchronized on. */
    private static Stream<String> mvc() {
        return Stream.of(
                "org.springframework.context.support.DefaultMessageSourceResolvable",
                "org.springframework.util.LinkedMultiValueMap",
                "org.springframework.util.MultiValueMapAdapter",
                "org.springframework.validation.AbstractBindingResult",
                "org.springframework.validation.AbstractErrors",
                "org.springframework.validation.AbstractPropertyBindingResult",
                "org.springframework.validation.BeanPropertyBindingResult",
                "org.springframework.validation.DefaultBindingErrorProcessor$BindingFieldError",
                "org.springframework.validation.DefaultMessageCodesResolver",
                "org.springframework.validation.FieldError",
                "org.springframework.validation.ObjectError",
                "org.springframework.validation.beanvalidation.SpringValidatorAdapter$ResolvableAttribute",
                "org.springframework.validation.beanvalidation.SpringValidatorAdapter$ValidationFieldError",
                "org.springframework.validation.beanvalidation.SpringValidatorAdapter$ValidationObjectError",
                "org.springframework.validation.beanvalidation.SpringValidatorAdapter$ViolationFieldError",
                "org.springframework.validation.beanvalidation.SpringValidatorAdapter$ViolationObjectError",
                "org.springframework.web.servlet.FlashMap",
                "org.springframework.web.util.HttpSessionMutexListener$Mutex");
    }

    /** The login, the request that it interrupts, and the token of forms. */
    private static Stream<String> security() {
        return Stream.of(
                "org.springframework.security.core.authority.FactorGrantedAuthority",
                "org.springframework.security.core.authority.SimpleGrantedAuthority",
                "org.springframework.security.core.context.SecurityContextImpl",
                "org.springframework.security.core.userdetails.User",
                "org.springframework.security.core.userdetails.User$AuthorityComparator",
                "org.springframework.security.web.authentication.WebAuthenticationDetails",
                "org.springframework.security.web.authentication.switchuser.SwitchUserGrantedAuthority",
                "org.springframework.security.web.csrf.DefaultCsrfToken",
                "org.springframework.security.web.savedrequest.DefaultSavedRequest",
                "org.springframework.security.web.savedrequest.SavedCookie",
                "org.springframework.security.web.savedrequest.SimpleSavedRequest");
    }

    private static Stream<String> authentications() {
        return Stream.of(
                "org.springframework.security.authentication.AbstractAuthenticationToken",
                "org.springframework.security.authentication.RememberMeAuthenticationToken",
                "org.springframework.security.authentication.UsernamePasswordAuthenticationToken",
                "org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken");
    }

    /** Logins by a provider, with its tokens where an application has these in the session. */
    private static Stream<String> openIdConnect() {
        return Stream.of(
                "org.springframework.security.oauth2.client.OAuth2AuthorizedClient",
                "org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken",
                "org.springframework.security.oauth2.client.registration.ClientRegistration",
                "org.springframework.security.oauth2.client.registration.ClientRegistration$ClientSettings",
                "org.springframework.security.oauth2.client.registration.ClientRegistration$ProviderDetails",
                "org.springframework.security.oauth2.client.registration.ClientRegistration$ProviderDetails$UserInfoEndpoint",
                "org.springframework.security.oauth2.core.AbstractOAuth2Token",
                "org.springframework.security.oauth2.core.AuthenticationMethod",
                "org.springframework.security.oauth2.core.AuthorizationGrantType",
                "org.springframework.security.oauth2.core.ClientAuthenticationMethod",
                "org.springframework.security.oauth2.core.OAuth2AccessToken",
                "org.springframework.security.oauth2.core.OAuth2AccessToken$TokenType",
                "org.springframework.security.oauth2.core.OAuth2RefreshToken",
                "org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest",
                "org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponseType",
                "org.springframework.security.oauth2.core.oidc.OidcIdToken",
                "org.springframework.security.oauth2.core.oidc.OidcUserInfo",
                "org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser",
                "org.springframework.security.oauth2.core.oidc.user.OidcUserAuthority",
                "org.springframework.security.oauth2.core.user.DefaultOAuth2User",
                "org.springframework.security.oauth2.core.user.OAuth2UserAuthority");
    }
}

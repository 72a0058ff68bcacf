package io.github.dynamosession.boot.shop;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.UserDetailsByNameServiceWrapper;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.preauth.AbstractPreAuthenticatedProcessingFilter;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationProvider;
import org.springframework.security.web.authentication.switchuser.SwitchUserFilter;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;

/** The staff has been let in by something in front of the application, and may act for a customer. */
@Configuration(proxyBeanMethods = false)
class StaffSecurity {

    /** The badge is shown once. */
    private static final class Badge extends AbstractPreAuthenticatedProcessingFilter {

        @Override
        protected @Nullable Object getPreAuthenticatedPrincipal(HttpServletRequest request) {
            return request.getParameter("badge");
        }

        @Override
        protected Object getPreAuthenticatedCredentials(HttpServletRequest request) {
            return "none";
        }
    }

    @Bean
    @Order(1)
    SecurityFilterChain staff(HttpSecurity http, UserDetailsService people) throws Exception {
        return http.securityMatcher("/staff/**")
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .csrf(csrf -> csrf.disable())
                .addFilter(badge(people))
                .addFilterAfter(actingFor(people), AuthorizationFilter.class)
                .build();
    }

    private static Badge badge(UserDetailsService people) {
        PreAuthenticatedAuthenticationProvider provider = new PreAuthenticatedAuthenticationProvider();
        provider.setPreAuthenticatedUserDetailsService(new UserDetailsByNameServiceWrapper<>(people));
        Badge badge = new Badge();
        badge.setAuthenticationManager(new ProviderManager(provider));
        badge.setSecurityContextRepository(new HttpSessionSecurityContextRepository());
        return badge;
    }

    private static SwitchUserFilter actingFor(UserDetailsService people) {
        SwitchUserFilter filter = new SwitchUserFilter();
        filter.setUserDetailsService(people);
        filter.setSwitchUserUrl("/staff/for");
        filter.setExitUserUrl("/staff/for/no-one");
        filter.setTargetUrl("/staff/who");
        filter.setSecurityContextRepository(new HttpSessionSecurityContextRepository());
        filter.afterPropertiesSet();
        return filter;
    }
}

package io.github.dynamosession.frameworks.spring;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/** Two ways to log in: by a form of the shop, and at a provider. */
@Configuration
@EnableWebSecurity
public class SecurityConfiguration {

    static final String PROVIDER = "provider";

    @Bean
    SecurityFilterChain security(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.requestMatchers("/account/**")
                        .authenticated()
                        .anyRequest()
                        .permitAll())
                .formLogin(Customizer.withDefaults())
                .oauth2Login(Customizer.withDefaults())
                .build();
    }

    @Bean
    UserDetailsService customers() {
        return new InMemoryUserDetailsManager(User.withUsername("ann")
                .password("{noop}secret")
                .roles("CUSTOMER")
                .build());
    }

    /** The address that the provider sends users back to is that of the load balancer, not of a node. */
    @Bean
    ClientRegistrationRepository provider(
            @Value("${shop.provider}") String issuer, @Value("${shop.address}") String shop) {
        return new InMemoryClientRegistrationRepository(ClientRegistrations.fromIssuerLocation(issuer)
                .registrationId(PROVIDER)
                .clientId("shop")
                .clientSecret("secret")
                .scope("openid", "profile")
                .redirectUri(shop + "/login/oauth2/code/{registrationId}")
                .build());
    }

    /** Tokens go into the session; by default they stay in the memory of the node that a user logged in on. */
    @Bean
    OAuth2AuthorizedClientRepository tokens() {
        return new HttpSessionOAuth2AuthorizedClientRepository();
    }
}

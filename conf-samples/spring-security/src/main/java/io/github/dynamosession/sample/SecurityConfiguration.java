package io.github.dynamosession.sample;

import io.github.dynamosession.store.UserSessions;
import jakarta.servlet.ServletContext;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.session.SessionRegistry;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * Spring Security as usual: form login, CSRF tokens, a new session id at login. The one thing that knows of other nodes is
 * the {@link SessionRegistry}: Spring's own one sees the sessions of its node only.
 */
@Configuration
@EnableWebSecurity
public class SecurityConfiguration {

    @Bean
    SecurityFilterChain security(HttpSecurity http, SessionRegistry registry) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .formLogin(Customizer.withDefaults())
                // its page has a token of its own
                .csrf(csrf -> csrf.ignoringRequestMatchers(
                        PathPatternRequestMatcher.withDefaults().matcher("/devices")))
                .sessionManagement(sessions -> sessions.maximumSessions(1).sessionRegistry(registry))
                .build();
    }

    /** Lazy: Tomcat starts the session manager after the listener that makes these beans, and before any request. */
    @Bean
    @Lazy
    UserSessions userSessions(ServletContext context) {
        return (UserSessions) Objects.requireNonNull(
                context.getAttribute(UserSessions.CONTEXT_ATTRIBUTE), "sessions are not in DynamoDB");
    }

    @Bean
    SessionRegistry sessionRegistry(@Lazy UserSessions sessions) {
        return new DynamoDbSessionRegistry(sessions);
    }

    /** Of a shop whose customers are Ann and Bob, with the password "secret". */
    @Bean
    UserDetailsService customers() {
        return name -> switch (name) {
            case "ann" -> new Customer("ann", "Lisbon");
            case "bob" -> new Customer("bob", "Oslo");
            default -> throw new UsernameNotFoundException(name);
        };
    }
}

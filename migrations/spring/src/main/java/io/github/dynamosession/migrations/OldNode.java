package io.github.dynamosession.migrations;

import io.github.dynamosession.migrations.shop.EndedSessions;
import java.util.Map;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** What the page tells to add before the move. */
@Configuration(proxyBeanMethods = false)
@Profile("old")
class OldNode {

    @Bean
    FilterRegistrationBean<EndedSessions> endedSessions() {
        FilterRegistrationBean<EndedSessions> filter = new FilterRegistrationBean<>(new EndedSessions());
        filter.setInitParameters(Map.of("cookie", "SESSION", "path", "/"));
        return filter;
    }
}

package io.github.dynamosession.migrations;

import io.github.dynamosession.migrations.shop.ShopServlet;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;

/** The shop; what there is of sessions in it is a dependency and some properties. */
@SpringBootApplication
public class ShopApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(ShopApplication.class, arguments);
    }

    @Bean
    ServletRegistrationBean<ShopServlet> shop() {
        return new ServletRegistrationBean<>(new ShopServlet(), "", "/login", "/buy", "/soon-idle", "/logout");
    }
}

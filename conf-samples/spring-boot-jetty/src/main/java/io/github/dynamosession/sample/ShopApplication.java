package io.github.dynamosession.sample;

import io.github.dynamosession.jetty.DynamoDbSessionCacheFactory;
import io.github.dynamosession.jetty.DynamoDbSessionDataStoreFactory;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.jetty.JettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Spring Boot with its Jetty. Start it on two ports: each goes on with the cart that the other one began.
 *
 * <pre>
 * java -jar spring-boot-jetty.jar --server.port=8081
 * curl -b cookies -c cookies -d item=tea localhost:8081/cart
 * </pre>
 *
 * <p>Leave Spring Session out: its filter has sessions of its own, of which Jetty and this store never hear.
 */
@SpringBootApplication
class ShopApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(ShopApplication.class, arguments);
    }

    /** The properties {@code dynamosession.*} are those of the store; an unknown one stops the start. */
    @Bean
    JettyServerCustomizer sessionsInDynamoDb(Environment environment) {
        Map<String, String> properties =
                Binder.get(environment).bindOrCreate("dynamosession", Bindable.mapOf(String.class, String.class));
        return server -> {
            server.addBean(new DynamoDbSessionDataStoreFactory(properties));
            server.addBean(new DynamoDbSessionCacheFactory());
        };
    }
}

package io.github.dynamosession.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Spring Boot with its Jetty. Start it on two ports: each goes on with the cart that the other one began.
 *
 * <pre>
 * java -jar spring-boot-jetty.jar --server.port=8081
 * curl -b cookies -c cookies -d item=tea localhost:8081/cart
 * </pre>
 *
 * <p>There is nothing of sessions in it: the starter is a dependency, and {@code application.properties} names the table.
 */
@SpringBootApplication
class ShopApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(ShopApplication.class, arguments);
    }
}

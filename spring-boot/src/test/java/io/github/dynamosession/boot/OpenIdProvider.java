package io.github.dynamosession.boot;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Knows one user, bob, and asks for no password. The code that it is sent for a token is the nonce of the login. */
final class OpenIdProvider implements AutoCloseable {

    private static final Pattern CODE = Pattern.compile("(?:^|&)code=([^&]+)");

    private final RSAKey key;
    private final HttpServer server;

    OpenIdProvider() throws IOException, JOSEException {
        key = new RSAKeyGenerator(2048).keyID("of-the-test").generate();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/keys", exchange -> answer(exchange, new JWKSet(key.toPublicJWK()).toString()));
        server.createContext("/token", exchange -> answer(exchange, tokens(exchange)));
        server.start();
    }

    /** What an application is told of it. */
    List<String> arguments() {
        String registration = "--spring.security.oauth2.client.registration.idp.";
        String provider = "--spring.security.oauth2.client.provider.idp.";
        String address = "http://127.0.0.1:" + server.getAddress().getPort();
        return List.of(
                registration + "client-id=shop",
                registration + "client-secret=secret",
                registration + "authorization-grant-type=authorization_code",
                registration + "redirect-uri={baseUrl}/login/oauth2/code/{registrationId}",
                registration + "scope=openid,email",
                provider + "authorization-uri=" + address + "/authorize",
                provider + "token-uri=" + address + "/token",
                provider + "jwk-set-uri=" + address + "/keys");
    }

    private String tokens(HttpExchange exchange) throws IOException {
        Matcher code = CODE.matcher(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        if (!code.find()) {
            throw new IOException("a request without a code");
        }
        return "{\"access_token\":\"access\",\"refresh_token\":\"refresh\",\"token_type\":\"Bearer\",\"expires_in\":300,"
                + "\"scope\":\"openid email\",\"id_token\":\"" + identity(code.group(1)) + "\"}";
    }

    private String identity(String nonce) throws IOException {
        Instant now = Instant.now();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
                new JWTClaimsSet.Builder()
                        .issuer("https://id.example.com")
                        .subject("bob")
                        .audience("shop")
                        .claim("nonce", nonce)
                        .claim("email", "bob@example.com")
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(300)))
                        .build());
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IOException(e);
        }
        return token.serialize();
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

package io.github.dynamosession.it;

import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.okXml;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.put;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The ways in which a node on AWS, and one at a developer's desk, gets its credentials; what gives them is a stand-in. */
enum CredentialWay {
    ENVIRONMENT {
        @Override
        Map<String, String> environment(WireMockServer aws, Path directory) {
            return Map.of("AWS_ACCESS_KEY_ID", accessKey(), "AWS_SECRET_ACCESS_KEY", SECRET);
        }
    },
    PROFILE {
        @Override
        Map<String, String> environment(WireMockServer aws, Path directory) {
            return profile(directory, """
                    [default]
                    aws_access_key_id = %s
                    aws_secret_access_key = %s
                    """.formatted(accessKey(), SECRET));
        }
    },
    /** A profile of a program that prints them. */
    PROCESS {
        @Override
        Map<String, String> environment(WireMockServer aws, Path directory) {
            String printed = "{\"Version\": 1, \"AccessKeyId\": \"%s\", \"SecretAccessKey\": \"%s\"}";
            Path output = write(directory.resolve("printed"), printed.formatted(accessKey(), SECRET));
            return profile(directory, "[default]%ncredential_process = cat %s%n".formatted(output));
        }
    },
    /** A profile of a role, which STS gives to who has the credentials of another profile. */
    ASSUMED_ROLE {
        @Override
        Map<String, String> environment(WireMockServer aws, Path directory) {
            aws.stubFor(post("/")
                    .withRequestBody(containing("Action=AssumeRole&"))
                    .withHeader(AUTHORIZATION, containing("Credential=AKIASOURCE/"))
                    .willReturn(okXml(byToken("AssumeRole"))));
            return with("AWS_ENDPOINT_URL_STS", aws.baseUrl(), profile(directory, """
                    [default]
                    role_arn = arn:aws:iam::123456789012:role/shop
                    source_profile = source
                    [source]
                    aws_access_key_id = AKIASOURCE
                    aws_secret_access_key = %s
                    """.formatted(SECRET)));
        }
    },
    /** A role that STS gives to who has a token, as to pods of Kubernetes. */
    WEB_IDENTITY {
        @Override
        Map<String, String> environment(WireMockServer aws, Path directory) {
            aws.stubFor(post("/")
                    .withRequestBody(containing("Action=AssumeRoleWithWebIdentity&"))
                    .withRequestBody(containing("WebIdentityToken=token-of-the-pod"))
                    .willReturn(okXml(byToken("AssumeRoleWithWebIdentity"))));
            return Map.of(
                    "AWS_ENDPOINT_URL_STS",
                    aws.baseUrl(),
                    "AWS_ROLE_ARN",
                    "arn:aws:iam::123456789012:role/shop",
                    "AWS_WEB_IDENTITY_TOKEN_FILE",
                    write(directory.resolve("token"), "token-of-the-pod").toString());
        }
    },
    /** Of a task of ECS, or of a pod with Pod Identity. */
    CONTAINER {
        @Override
        Map<String, String> environment(WireMockServer aws, Path directory) {
            aws.stubFor(get("/credentials")
                    .withHeader(AUTHORIZATION, equalTo("token-of-the-task"))
                    .willReturn(okJson(json())));
            return Map.of(
                    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                    aws.baseUrl() + "/credentials",
                    "AWS_CONTAINER_AUTHORIZATION_TOKEN",
                    "token-of-the-task");
        }
    },
    /** Of an instance of EC2, by the second version of its metadata. */
    INSTANCE {
        @Override
        Map<String, String> environment(WireMockServer aws, Path directory) {
            String roles = "/latest/meta-data/iam/security-credentials/";
            aws.stubFor(put("/latest/api/token").willReturn(ok("token-of-the-instance")));
            aws.stubFor(get(roles)
                    .withHeader(INSTANCE_TOKEN, equalTo("token-of-the-instance"))
                    .willReturn(ok("shop")));
            aws.stubFor(get(roles + "shop")
                    .withHeader(INSTANCE_TOKEN, equalTo("token-of-the-instance"))
                    .willReturn(okJson(json())));
            return Map.of("AWS_EC2_METADATA_SERVICE_ENDPOINT", aws.baseUrl());
        }
    };

    private static final String AUTHORIZATION = "Authorization";
    private static final String INSTANCE_TOKEN = "x-aws-ec2-metadata-token";
    private static final String SECRET = "a-secret";
    private static final String UNTIL = "2100-01-01T00:00:00Z";

    /**
     * Has the stand-in give credentials in this way.
     *
     * @param directory for files
     * @return what a node's environment must say
     */
    abstract Map<String, String> environment(WireMockServer aws, Path directory);

    /** By which calls tell who makes them. */
    String accessKey() {
        return "AKIA" + name().replace("_", "");
    }

    String json() {
        return """
                {"Code": "Success", "Type": "AWS-HMAC", "AccessKeyId": "%s", "SecretAccessKey": "%s", "Token": "session-token",
                 "LastUpdated": "2020-01-01T00:00:00Z", "Expiration": "%s"}
                """.formatted(accessKey(), SECRET, UNTIL);
    }

    String byToken(String action) {
        return """
                <%1$sResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><%1$sResult>
                  <Credentials><AccessKeyId>%2$s</AccessKeyId><SecretAccessKey>%3$s</SecretAccessKey>
                    <SessionToken>session-token</SessionToken><Expiration>%4$s</Expiration></Credentials>
                </%1$sResult></%1$sResponse>
                """.formatted(action, accessKey(), SECRET, UNTIL);
    }

    private static Map<String, String> profile(Path directory, String content) {
        return Map.of(
                "AWS_SHARED_CREDENTIALS_FILE",
                write(directory.resolve("profiles"), content).toString());
    }

    private static Map<String, String> with(String name, String value, Map<String, String> environment) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(name, value);
        return more;
    }

    private static Path write(Path file, String content) {
        try {
            return Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

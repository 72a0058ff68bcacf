package io.github.dynamosession.sample;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.CredentialsContainer;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/**
 * Who is logged in, as the session keeps it. Spring has it forget its password ({@link CredentialsContainer}) before that;
 * without it the password's hash would be stored with each session.
 */
public final class Customer implements UserDetails, CredentialsContainer {

    private static final long serialVersionUID = 1;

    private final String name;
    private final String city;
    private @Nullable String password = "{noop}secret";

    Customer(String name, String city) {
        this.name = name;
        this.city = city;
    }

    public String city() {
        return city;
    }

    @Override
    public String getUsername() {
        return name;
    }

    @Override
    public @Nullable String getPassword() {
        return password;
    }

    @Override
    public void eraseCredentials() {
        password = null;
    }

    @Override
    public List<GrantedAuthority> getAuthorities() {
        return List.of(new SimpleGrantedAuthority("ROLE_CUSTOMER"));
    }
}

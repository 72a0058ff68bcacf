/** The demo's shop. Start at {@link io.github.dynamosession.demo.shop.ShopServlet}. */
@NullMarked
package io.github.dynamosession.demo.shop;

import org.jspecify.annotations.NullMarked;

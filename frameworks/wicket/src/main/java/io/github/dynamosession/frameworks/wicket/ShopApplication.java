package io.github.dynamosession.frameworks.wicket;

import org.apache.wicket.Page;
import org.apache.wicket.page.PageManager;
import org.apache.wicket.pageStore.InSessionPageStore;
import org.apache.wicket.pageStore.RequestPageStore;
import org.apache.wicket.protocol.http.WebApplication;
import org.apache.wicket.settings.RequestCycleSettings.RenderStrategy;

/** Nothing of a user stays on a node: neither pages, which Wicket keeps on its disk, nor what it has rendered. */
public class ShopApplication extends WebApplication {

    private static final int PAGES_OF_A_SESSION = 5;

    @Override
    protected void init() {
        super.init();
        setPageManagerProvider(() -> new PageManager(new RequestPageStore(new InSessionPageStore(
                PAGES_OF_A_SESSION, getFrameworkSettings().getSerializer()))));
        getRequestCycleSettings().setRenderStrategy(RenderStrategy.REDIRECT_TO_RENDER);
    }

    @Override
    public Class<? extends Page> getHomePage() {
        return CartPage.class;
    }
}

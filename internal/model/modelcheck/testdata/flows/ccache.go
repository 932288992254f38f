package flows

import (
	"net/http"
	"time"

	old "github.com/karlseguin/ccache/v2"
	"github.com/karlseguin/ccache/v3"
)

func keep(r *http.Request, c *ccache.Cache[string], o *old.Cache) {
	c.Set("token", r.Header.Get("Authorization"), time.Hour) // want
	c.Set("language", r.Header.Get("Accept-Language"), time.Hour)
	o.Set("token", r.Header.Get("Authorization"), time.Hour) // want
	o.Set("language", r.Header.Get("Accept-Language"), time.Hour)
}

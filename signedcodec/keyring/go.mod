module github.com/unsafedecode/unsafedecode/signedcodec/keyring

go 1.24.0

require (
	github.com/godbus/dbus/v5 v5.2.2
	github.com/unsafedecode/unsafedecode/signedcodec v0.0.0
	github.com/zalando/go-keyring v0.2.8
)

require (
	github.com/danieljoos/wincred v1.2.3 // indirect
	golang.org/x/sys v0.27.0 // indirect
)

// Both modules change together here; a release requires a tagged signedcodec instead.
replace github.com/unsafedecode/unsafedecode/signedcodec => ../

module github.com/unsafedecode/unsafedecode/signedcodec

go 1.24.0

name 'shop'
version '1.2.0'
depends 'apt'
